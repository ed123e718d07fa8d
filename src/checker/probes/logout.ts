/** Where users are sent after they sign out, and whether they are signed out (OpenID Connect RP-Initiated Logout 1.0). */
import { briefly, statusOf } from "../exchange.ts";
import { either, type Finding, unclear } from "../finding.ts";
import type { Lab } from "../lab.ts";
import { probe } from "../probe.ts";
import type { Landing } from "../sign-in/sign-in.ts";

type Parameters = Readonly<Record<string, string>>;

export const logout = probe({
  does: "Signs the user out, and asks to be sent where nobody may be sent.",
  needs: ["logout", "ID tokens"],
  harsh: true,
  finds: ["state", "ended", "unregistered", "longer", "query", "other-client", "forged", "post"],
  async run(lab) {
    const { client_id, post_logout_redirect_uri: uri = "" } = lab.client("web");
    const hint = async (): Promise<string> => (await lab.tokens(lab.client("web"))).id ?? "";
    const good = await hint();
    const stays = async (to: string, also: Parameters): Promise<Finding> =>
      notSent(await signOut(lab, { post_logout_redirect_uri: to, ...also }, to));
    const { other } = lab.target.clients;
    const [header = "", payload = ""] = good.split(".");
    const forged = { id_token_hint: `${header}.${payload}.${lab.fresh(48)}` };
    const posted = await lab.send({ url: lab.endpoint("end_session"), form: { id_token_hint: await hint() } });
    const refusals = {
      unregistered: await stays("https://attacker.example/bye", { id_token_hint: good, client_id }),
      longer: await stays(`${uri}/more`, { id_token_hint: good, client_id }),
      query: await stays(`${uri}?next=1`, { id_token_hint: good, client_id }),
      "other-client":
        other === undefined
          ? unclear("A second confidential client is needed.")
          : await stays(uri, { id_token_hint: await hint(), client_id: other.client_id }),
      forged: await stays(uri, forged),
      post: either(
        ![404, 405, 501].includes(statusOf(posted)),
        `The response is ${briefly(posted)}.`,
        `The response is ${briefly(posted)}; POST should work.`,
        posted,
      ),
    };
    return { ...refusals, ...(await signedOut(lab, uri, await hint())) };
  },
});

function signOut(lab: Lab, parameters: Parameters, to: string): Promise<Landing> {
  const url = new URL(lab.endpoint("end_session"));
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return lab.open(url.href, to);
}

const notSent = ({ returned, exchanges }: Landing): Finding =>
  either(returned === undefined, "The user isn't sent there.", "The user is sent there.", ...exchanges.slice(-1));

/** A code without a page: whoever gets it is signed in. */
function cameAtOnce({ returned, exchanges }: Landing): boolean {
  const isCode = returned?.parameters.has("code") === true && !returned.parameters.has("error");
  return isCode && exchanges.every((one) => statusOf(one) !== 200);
}

async function signedOut(lab: Lab, uri: string, hint: string): Promise<Record<"state" | "ended", Finding>> {
  const state = lab.fresh(16);
  const parameters = { id_token_hint: hint, post_logout_redirect_uri: uri, state };
  const { returned, exchanges } = await signOut(lab, parameters, uri);
  const shows = exchanges.slice(-1);
  if (returned === undefined) {
    const none = unclear("The sign-out didn't lead back to post_logout_redirect_uri.", ...shows);
    return { state: none, ended: none };
  }
  const after = await lab.authorize(lab.client("web"), { prompt: "none" });
  const found = returned.parameters.get("state");
  return {
    state: either(found === state, "state came back.", `state came back as ${JSON.stringify(found)}.`, ...shows),
    ended: either(
      !cameAtOnce(after.landing),
      "The user is signed out.",
      "The user is still signed in.",
      ...shows,
      after.last,
    ),
  };
}
