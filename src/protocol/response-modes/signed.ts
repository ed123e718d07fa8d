/** The parameters are in one JWT that the server signs (JARM): nobody between the server and the app can change or mix them up. */
import { openid } from "../../specs.ts";
import { formPost } from "./form-post.ts";
import { fragment } from "./fragment.ts";
import { query } from "./query.ts";
import type { ResponseMode } from "./response-mode.ts";

const signed = <Name extends string>(name: Name, by: ResponseMode, sends: string): ResponseMode<Name> => ({
  ...by,
  name,
  cites: openid("jarm", "2.3"),
  sends,
  signed: true,
});

const queryJwt = signed("query.jwt", query, "As `query`, with one parameter: a JWT that the server signs.");
const fragmentJwt = signed("fragment.jwt", fragment, "As `fragment`, with one parameter: a JWT that the server signs.");
const formPostJwt = signed(
  "form_post.jwt",
  formPost,
  "As `form_post`, with one parameter: a JWT that the server signs.",
);
/** Short for the default of the response type. */
const jwt = signed("jwt", { ...fragment, deliver: query.deliver }, "`query.jwt`, or `fragment.jwt` for tokens.");

export const SIGNED_MODES = [queryJwt, fragmentJwt, formPostJwt, jwt] as const;
