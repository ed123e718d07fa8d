/** The work of each grant type that brings something to be exchanged: a line for each file. */
import type { GrantTypeName } from "../../protocol/grants/index.ts";
import { authorizationCode } from "./authorization-code.ts";
import type { GrantWork } from "./grant-work.ts";
import { refreshToken } from "./refresh-token.ts";

export const WORK: Readonly<Partial<Record<GrantTypeName, GrantWork>>> = {
  authorization_code: authorizationCode,
  refresh_token: refreshToken,
};
