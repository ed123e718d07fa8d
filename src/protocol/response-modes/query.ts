/** The parameters are in the query of the redirect URI (RFC 6749 4.1.2). It is the default for codes. */
import { openid } from "../../specs.ts";
import { withParameters } from "../url-query.ts";
import type { ResponseMode } from "./response-mode.ts";

export const query: ResponseMode<"query"> = {
  name: "query",
  cites: openid("responseTypes", "2.1"),
  sends: "Redirects, with the parameters in the query of the redirect URI. This is the default.",
  by: "redirect",
  tokens: false,
  reaches: () => true,
  deliver: (uri, parameters) => ({ url: withParameters(uri, parameters) }),
};
