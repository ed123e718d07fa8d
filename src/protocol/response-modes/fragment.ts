/** The parameters are in the fragment of the redirect URI, which browsers don't send to servers (Multiple Response Types 2.1). */
import { openid } from "../../specs.ts";
import { queryText } from "../url-query.ts";
import type { ResponseMode } from "./response-mode.ts";

export const fragment: ResponseMode<"fragment"> = {
  name: "fragment",
  cites: openid("responseTypes", "2.1"),
  sends: "Redirects, with the parameters in the fragment, for apps that run in the browser.",
  by: "redirect",
  tokens: true,
  reaches: () => true,
  deliver: (uri, parameters) => ({ url: `${uri}#${queryText(Object.entries(parameters))}` }),
};
