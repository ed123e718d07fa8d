/** What a request says that refreshes (RFC 6749 6). */

import type { TokenRequest } from "../../token/facts.ts";
import type { Sent } from "../grant-type.ts";

export interface RefreshRequest extends TokenRequest {
  readonly refreshToken: string;
  readonly scope: string | undefined;
}

export const readRefreshRequest = ({ values, common }: Sent): RefreshRequest => ({
  ...common,
  refreshToken: values.get("refresh_token") ?? "",
  scope: values.get("scope"),
});
