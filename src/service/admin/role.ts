/** Whether the role of a user allows what the token of the user allows. */
import type { AdminOccasion } from "../../protocol/admin/occasion.ts";
import { covers } from "../../protocol/scope/catalogue.ts";
import type { Caller } from "./caller.ts";

/** Nothing if the role allows a scope. Whether the token has it is judged before. */
export const beyondRole = ({ role, scopes }: Caller, needs: string): Pick<AdminOccasion, "beyondRole"> =>
  covers(scopes, needs) ? {} : { beyondRole: { role, needs } };
