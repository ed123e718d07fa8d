/** Requests with a request_uri, and without one where it is required. */
import { AUTHORIZE, asWeb, encode, ISSUER, type World } from "../world.ts";
import { after, as, type Reach } from "./world.ts";

const PKCE = { code_challenge: AUTHORIZE.code_challenge, code_challenge_method: "S256", response_type: "code" };

async function push(world: World, form: Record<string, string> = AUTHORIZE, headers = asWeb): Promise<string> {
  const answer = await world.form("/par", form, headers);
  const { request_uri } = (await answer.json()) as { readonly request_uri: string };
  return request_uri;
}

const come = (world: World, request_uri: string, client_id = "demo-web", headers: Record<string, string> = {}) =>
  world.send(`/authorize?${encode({ client_id, request_uri })}`, { headers });

export const pushed: Reach = {
  "request/push-required": (world) =>
    world.send(`/authorize?${encode({ ...PKCE, client_id: "pushing", redirect_uri: `${ISSUER}/pushing` })}`),
  "request/pushed-unknown": (world) => come(world, "urn:ietf:params:oauth:request_uri:x"),
  "request/pushed-by-other-client": async (world) => {
    const form = { ...PKCE, client_id: "pushing", redirect_uri: `${ISSUER}/pushing` };
    return come(world, await push(world, form, as("pushing")));
  },
  "request/pushed-expired": async (world) => {
    const requestUri = await push(world);
    return after(world, 61, () => come(world, requestUri));
  },
  "request/pushed-used": async (world) => {
    const requestUri = await push(world);
    await world.deps.storage.consents.add("demo-ada", "demo-web", AUTHORIZE.scope.split(" "), world.clock.now);
    const headers = await world.signedIn("ada");
    await come(world, requestUri, "demo-web", headers);
    return come(world, requestUri, "demo-web", headers);
  },
};
