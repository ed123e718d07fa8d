/** Stands in for the peer's sign-in and consent pages: whoever comes is the one user, and agrees. Never reached while measuring. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Interaction, Provider } from "oidc-provider";
import { PERSON } from "../../world.ts";

/** Responds to a request for `/interaction/...` by finishing the interaction. */
export async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const interaction = await provider.interactionDetails(request, response);
  const result =
    interaction.prompt.name === "login"
      ? { login: { accountId: PERSON.username } }
      : { consent: { grantId: await agree(provider, interaction) } };
  await provider.interactionFinished(request, response, result);
}

async function agree(provider: Provider, { params, grantId }: Interaction): Promise<string> {
  const found = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  const grant = found ?? new provider.Grant({ accountId: PERSON.username, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  return grant.save();
}
