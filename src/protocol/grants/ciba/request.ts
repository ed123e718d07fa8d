/** What a request says that polls with an auth_req_id (CIBA Core 1.0, 10.1). */
import type { TokenRequest } from "../../token/facts.ts";

export interface CibaRequest extends TokenRequest {
  readonly authReqId: string;
}
