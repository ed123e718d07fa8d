/** The `auth_req_id` of a request. It follows from the request's id, so that it can be sent to a client later although only a hash is kept. */
import { SECRET_BYTES } from "../../protocol/credential.ts";
import { type Minted, mint } from "../credentials.ts";
import type { Deps } from "../deps.ts";

export function authReqIdOf({ keys }: Pick<Deps, "keys">, id: number): Minted {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(id));
  return mint(keys, "ciba", id, 0, keys.tag("auth_req_id", bytes, SECRET_BYTES));
}
