/** A response mode that no standard knows: the response is one parameter, JSON in base64url. */
import type { ResponseMode } from "../../../src/protocol/response-modes/response-mode.ts";
import { withParameters } from "../../../src/protocol/url-query.ts";
import { openid } from "../../../src/specs.ts";

export const encoded: ResponseMode<"encoded"> = {
  name: "encoded",
  cites: openid("responseTypes", "2.1"),
  sends: "Redirects, with the parameters encoded in one.",
  by: "redirect",
  tokens: false,
  reaches: (uri) => uri.startsWith("https:"),
  deliver: (uri, parameters) => ({
    url: withParameters(uri, { response: Buffer.from(JSON.stringify(parameters)).toString("base64url") }),
  }),
};
