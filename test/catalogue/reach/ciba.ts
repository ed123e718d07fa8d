/** Requests that ask a user, polls for the decision, and the page for the user. */
import { readCredential } from "../../../src/protocol/credential.ts";
import { decideAsked, findAsked } from "../../../src/service/ciba/page.ts";
import { findSession } from "../../../src/service/sessions.ts";
import { sessionOf, type World } from "../world.ts";
import { after, as, type Reach } from "./world.ts";

const GRANT = "urn:openid:params:grant-type:ciba";
const DESK = as("demo-desk", "demo-desk-secret");

const OTHER = as("demo-desk-2", "demo-desk-secret");

const ask = (world: World, more: Record<string, string> = {}, by = DESK) =>
  world.form("/bc-authorize", { scope: "openid read_profile", login_hint: "ada", ...more }, by);

async function start(world: World): Promise<string> {
  return ((await (await ask(world)).json()) as { readonly auth_req_id: string }).auth_req_id;
}

const poll = (world: World, auth_req_id: string, headers: Record<string, string> = DESK) =>
  world.form("/token", { grant_type: GRANT, auth_req_id }, headers);

async function decide({ deps, clock }: World, id: string, answer: "allow" | "deny"): Promise<void> {
  const signedIn = await findSession(deps, await sessionOf(deps, "demo-ada", clock.now), clock.now);
  const credential = readCredential("ciba", id);
  if (signedIn === undefined || "is" in credential) throw new Error("Nobody is asked.");
  const asked = await findAsked(deps, credential.id, signedIn);
  if (typeof asked === "string") throw new Error(`The request doesn't wait: ${asked}`);
  await decideAsked(deps, asked, signedIn, answer);
}

export const ciba: Reach = {
  "ciba/hints-invalid": (world) => ask(world, { login_hint_token: "x" }),
  "ciba/user-unknown": (world) => ask(world, { login_hint: "nobody" }),
  "ciba/too-many": async (world) => {
    for (let asked = 0; asked < 30; asked++) await ask(world, {}, OTHER);
    return ask(world, {}, OTHER);
  },
  "ciba/binding-message-invalid": (world) => ask(world, { binding_message: "a\u202eb" }),
  "ciba/id-unknown": (world) => poll(world, "candor_device_x"),
  "ciba/of-other-client": async (world) => poll(world, await start(world), OTHER),
  "ciba/already-used": async (world) => {
    const id = await start(world);
    await decide(world, id, "allow");
    await poll(world, id);
    return poll(world, id);
  },
  "ciba/expired": async (world) => {
    const id = await start(world);
    return after(world, 301, () => poll(world, id));
  },
  "ciba/denied": async (world) => {
    const id = await start(world);
    await decide(world, id, "deny");
    return poll(world, id);
  },
  "ciba/pending": async (world) => poll(world, await start(world)),
  "ciba/polled-too-fast": async (world) => {
    const id = await start(world);
    await poll(world, id);
    return poll(world, id);
  },
  "ciba/not-waiting": async (world) => world.send("/approve?asked=1", { headers: await world.signedIn("ada") }),
};
