/** Polls of a device, and the page for its user. */
import { decideDevice, findDevice } from "../../../src/service/device/page.ts";
import { findSession } from "../../../src/service/sessions.ts";
import { encode, sessionOf, type World } from "../world.ts";
import { after, as, type Reach } from "./world.ts";

const GRANT = "urn:ietf:params:oauth:grant-type:device_code";
const TV = as("demo-tv", "demo-tv-secret");

interface Codes {
  readonly device_code: string;
  readonly user_code: string;
}

async function start(world: World): Promise<Codes> {
  const answer = await world.form("/device_authorization", { scope: "openid read_profile" }, TV);
  return (await answer.json()) as Codes;
}

const poll = (world: World, device_code: string, headers: Record<string, string> = TV) =>
  world.form("/token", { grant_type: GRANT, device_code }, headers);

async function decide(world: World, { user_code }: Codes, answer: "allow" | "deny"): Promise<void> {
  const { deps, clock } = world;
  const signedIn = await findSession(deps, await sessionOf(deps, "demo-ada", clock.now), clock.now);
  if (signedIn === undefined) throw new Error("Nobody is signed in.");
  const found = await findDevice(deps, user_code, signedIn, undefined);
  if (!("waiting" in found)) throw new Error("No device waits.");
  await decideDevice(deps, found.waiting, signedIn, answer);
}

export const device: Reach = {
  "device/code-unknown": async (world) => poll(world, (await start(world)).user_code),
  "device/of-other-client": async (world) =>
    poll(world, (await start(world)).device_code, as("demo-tv-2", "demo-tv-secret")),
  "device/already-used": async (world) => {
    const codes = await start(world);
    await decide(world, codes, "allow");
    await poll(world, codes.device_code);
    return poll(world, codes.device_code);
  },
  "device/expired": async (world) => {
    const { device_code } = await start(world);
    return after(world, 601, () => poll(world, device_code));
  },
  "device/denied": async (world) => {
    const codes = await start(world);
    await decide(world, codes, "deny");
    return poll(world, codes.device_code);
  },
  "device/pending": async (world) => poll(world, (await start(world)).device_code),
  "device/polled-too-fast": async (world) => {
    const { device_code } = await start(world);
    await poll(world, device_code);
    return poll(world, device_code);
  },
  "device/user-code-wrong": async (world) =>
    world.send(`/device?${encode({ user_code: "WDJB-MJHT" })}`, { headers: await world.signedIn("ada") }),
};
