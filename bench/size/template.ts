/** An application as the store has it, of which thousands are made by replacing its id and the hash of its secret. */
import { checkRegistry } from "../../src/declared/check.ts";
import { applicationFrom } from "../../src/declared/contents.ts";
import { applicationChange } from "../../src/ports/registered.ts";
import { OPAQUE_API } from "../world.ts";

export interface Template {
  readonly id: string;
  readonly name: string;
  readonly content: string;
  readonly secretHash: string;
  readonly scopes: readonly string[];
}

/** `now` in milliseconds. */
export function template(now: number): Template {
  const id = "app-of-the-template";
  const scopes = ["openid", "offline_access", OPAQUE_API.scope];
  const form = {
    ...{ id, name: "An app of many", secrets: [{ value: "the-secret-of-the-template-0123456789abcdef" }] },
    redirectUris: [`https://${id}.example/callback`],
    grantTypes: ["authorization_code", "refresh_token", "client_credentials"],
  };
  const [checked] = checkRegistry({ clients: [form] }, {}).clients;
  if (checked === undefined) throw new Error("The template isn't a client.");
  const application = applicationFrom(checked, {}, now, undefined);
  const client = { ...application.client, scopes, idTokenAlg: "ES256" as const };
  const { content = "", secrets = [] } = applicationChange({ ...application, client }, 0);
  const stored = JSON.parse(content) as { secrets: { shape?: unknown }[] };
  for (const secret of stored.secrets) delete secret.shape;
  return { id, name: form.name, content: JSON.stringify(stored), secretHash: secrets[0]?.hash ?? "", scopes };
}
