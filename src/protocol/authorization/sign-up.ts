/** Creating an account on the way (Initiating User Registration via OpenID Connect 1.0): on a page of the operator's, from which users come back. */
import type { Settings } from "../settings.ts";

const USUAL: readonly string[] = ["none", "login", "consent", "select_account"];
const WITH_SIGN_UP: readonly string[] = [...USUAL, "create"];

/** The values of `prompt` that are supported: `create` needs a page where users create an account. */
export const promptsOf = ({ signUp }: Pick<Settings, "signUp">): readonly string[] =>
  signUp === undefined ? USUAL : WITH_SIGN_UP;

/** The parameter of that page that has the way back. */
export const RETURN_TO = "return_to";

/** That page's URL, with the way `back`: a URL of this server, whatever was sent. */
export function signUpAt({ url }: NonNullable<Settings["signUp"]>, back: string): string {
  const to = new URL(url);
  to.searchParams.set(RETURN_TO, back);
  return to.href;
}
