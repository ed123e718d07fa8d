/** Which responses the authorization endpoint gives: on the server at all, and to a client. */
import { z } from "zod";
import { RESPONSE_TYPES } from "../protocol/response-types.ts";

const types = z.array(z.enum(RESPONSE_TYPES)).min(1);

/** Of the server. */
export const responseTypes = types
  .default(["code"])
  .describe(
    "What clients may be registered to get from the authorization endpoint. The default, `code`, with PKCE, is for every kind of app. The others put tokens into URLs, where browsers and logs see them (RFC 9700, section 2.1.2), and are for libraries that can't use codes.",
  );

/** Of one client. */
export const clientResponseTypes = types
  .optional()
  .describe(
    "What it may get from the authorization endpoint, of what the server's `responseTypes` has. The default is `code`. The others put tokens into URLs: use `code` with PKCE in their place.",
  );
