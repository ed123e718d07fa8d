/** What is asked of a request that creates, merges or replaces a grant, and of a `grant_id` (Grant Management for OAuth 2.0, 5.2, 5.4 and 6.6). */
import { type Refusal, refuse } from "../../reasons/index.ts";
import { quotable } from "../../reasons/scrub.ts";
import { openid } from "../../specs.ts";
import { type Client, isPublic } from "../client.ts";
import type { Check } from "../decision.ts";
import type { Form } from "../form.ts";
import { refuseAbsent } from "../parameter-names.ts";
import type { Settings } from "../settings.ts";
import { actionIn, GRANT_ACTIONS, type ManagedFacts } from "./managed.ts";
import { ACTION, ID } from "./names.ts";

interface Given {
  readonly form: Form;
  readonly client: Client;
  readonly settings: Pick<Settings, "grantManagement">;
  /** Names that the endpoint knows. */
  readonly known: ReadonlySet<string>;
}

const wrong = (parameter: string, sent: string | undefined, expected: string): Refusal =>
  refuse("request/parameter-invalid", {
    parameter,
    ...(sent !== undefined && { sent: quotable(sent, 100) }),
    expected,
  });

/** Of a request that names an action, or must. */
function refuseAction({ form, client, known }: Given): Refusal | undefined {
  const { values } = form;
  const sent = values.get(ACTION);
  if (sent === undefined) return refuseAbsent(ACTION, values.keys(), known);
  const action = actionIn(form);
  if (action === undefined) return wrong(ACTION, sent, GRANT_ACTIONS.join(", "));
  // Whoever has the token of a public client could end what the user has allowed (5.1).
  if (isPublic(client)) return wrong(ACTION, sent, "none, because only confidential clients manage grants");
  const type = values.get("response_type");
  // Only a token response has a grant_id, and what came before ends only when there are new tokens.
  if (type !== "code") return wrong("response_type", type, `code, because ${ACTION} is there`);
  if (action !== "create") return values.has(ID) ? undefined : refuseAbsent(ID, values.keys(), known);
  // Nobody else's business which one it is.
  return values.has(ID) ? wrong(ID, undefined, `left out with ${ACTION}=create`) : undefined;
}

export const grantManagementCheck: Check<Given> = {
  asks: "Are grant_management_action and grant_id valid?",
  cites: openid("grantManagement", "5.4"),
  run: (given) => {
    const { form, settings, client } = given;
    // Without the setting, the parameters are unknown, and ignored as others.
    if (settings.grantManagement === undefined) return undefined;
    // Public clients are left alone by a rule that they can't follow.
    const isRequired = settings.grantManagement === "required" && !isPublic(client);
    return isRequired || form.values.has(ACTION) || form.values.has(ID) ? refuseAction(given) : undefined;
  },
};

/** The refusal of a `grant_id` that can't be used, the same for all: nobody learns whether somebody else has such a grant. `endpoint`: it is in the path. */
export function refuseUnknownGrant(
  managed: ManagedFacts | undefined,
  clientId: string,
  endpoint?: boolean,
): Refusal | undefined {
  if (managed?.is !== "unknown") return undefined;
  return refuse("grant/id-unknown", { clientId, ...(endpoint === true && { endpoint }) });
}
