/** Applications that register themselves. */
import type { RegistrationPolicy } from "../../../src/protocol/registration/policy.ts";
import { newRegistrationId } from "../../../src/service/registration/ids.ts";
import type { World } from "../world.ts";
import { authorize, type Reach } from "./world.ts";

const APP = { client_name: "Notes", redirect_uris: ["https://app.example/callback"] };

const register = (world: World, body: object, headers: Record<string, string> = {}): Promise<Response> =>
  world.send("/register", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

/** While another policy is in force. */
async function under(world: World, policy: Partial<RegistrationPolicy>, run: () => Promise<Response>) {
  const { registries, registry } = world.deps;
  const { settings } = registry;
  const changed = { ...registry, settings: { ...settings, registration: { ...settings.registration, ...policy } } };
  Object.assign(world.deps, { registries: { ...registries, current: () => changed } });
  try {
    return await run();
  } finally {
    Object.assign(world.deps, { registries });
  }
}

export const registration: Reach = {
  "registration/token-invalid": (world) => register(world, APP, { authorization: "Bearer nobody-knows-this" }),
  "registration/too-many": (world) =>
    under(world, { perHour: 1 }, async () => {
      await register(world, APP);
      return register(world, APP);
    }),
  "registration/full": (world) =>
    under(world, { applications: 1 }, async () => {
      await register(world, APP);
      return register(world, APP);
    }),
  "registration/statement-invalid": (world) => register(world, { ...APP, software_statement: "statement.jwt" }),
  "registration/statement-unapproved": (world) =>
    register(world, { ...APP, software_statement: "eyJhbGciOiJFUzI1NiJ9.e30.c2ln" }),
  "registration/redirect-uri-invalid": (world) =>
    register(world, { ...APP, redirect_uris: ["https://app.example/callback#done"] }),
  "registration/metadata-invalid": (world) =>
    register(world, { ...APP, initiate_login_uri: "http://app.example/start" }),
  "client/registration-gone": (world) => authorize(world, { client_id: newRegistrationId(world.deps) }),
};
