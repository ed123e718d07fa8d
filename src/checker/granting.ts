/** How probes get access tokens: by the client credentials grant if a client has it, and else by codes. */
import { CannotTell, type Changes, type Lab, redemptionOf } from "./lab.ts";
import type { TestClient } from "./target.ts";

export interface Granting {
  readonly client: TestClient;
  /** Whether a request can be sent any number of times. */
  readonly isRepeatable: boolean;
  /** What a token request says. Each may be sent once. */
  parameters(): Promise<Changes>;
}

/** For the API, if one is given. Throws `CannotTell` if no client can get a token. */
export function granting(lab: Lab): Granting {
  const { clients, api } = lab.target;
  const { service, web } = clients;
  const also = { resource: api?.resource, ...(api?.scope !== undefined && { scope: api.scope }) };
  if (service !== undefined) {
    const parameters = { grant_type: "client_credentials", scope: service.scope, ...also };
    return { client: service, isRepeatable: true, parameters: async () => parameters };
  }
  if (web?.redirect_uri === undefined) throw new CannotTell("A client that can get access tokens is needed.");
  return {
    client: web,
    isRepeatable: false,
    parameters: async () => ({ ...redemptionOf(await lab.code(web, also)), resource: api?.resource }),
  };
}
