/** The browser posts the parameters as a form (OAuth 2.0 Form Post Response Mode). */
import { openid } from "../../specs.ts";
import type { ResponseMode } from "./response-mode.ts";

export const formPost: ResponseMode<"form_post"> = {
  name: "form_post",
  cites: openid("formPost", "2"),
  sends: "Posts the parameters as a form, which submits itself.",
  by: "form",
  tokens: true,
  // A form can't be posted to a private-use scheme.
  reaches: (uri) => /^https?:/.test(uri),
  deliver: (url, parameters) => ({ url, posts: parameters }),
};
