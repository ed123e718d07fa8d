import { fillWaitingRoom } from "../waiting.ts";
import { AUTHORIZE, encode, ISSUER, type World } from "../world.ts";
import { after, authorize, type Reach } from "./world.ts";

/** A browser on one of our own pages: its cookies, and the token of the form. */
async function open(world: World, path: string, headers: Record<string, string> = {}) {
  const answer = await world.send(path, { headers });
  const html = await answer.text();
  const binding = answer.headers.get("set-cookie")?.split(";", 1)[0] ?? "";
  const csrf = /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? "";
  return { csrf, headers: { cookie: [headers.cookie, binding].filter(Boolean).join("; ") } };
}

async function signIn(world: World, password: string, username = "ada", request?: string) {
  const { csrf, headers } = await open(world, "/sign-in");
  return world.form("/sign-in", { csrf, username, password, request }, headers);
}

const silent = async (world: World, scope: string, who?: string) =>
  authorize(world, { prompt: "none", scope }, who === undefined ? {} : await world.signedIn(who));

export const people: Reach = {
  "user/denied": async (world) => {
    const request = encode({ ...AUTHORIZE, prompt: "consent" });
    const { csrf, headers } = await open(world, `/authorize?${request}`, await world.signedIn("ada"));
    return world.form("/consent", { csrf, request, answer: "deny" }, headers);
  },
  "user/login-required": (world) => silent(world, "openid"),
  "user/acr-unmet": (world) =>
    authorize(world, { claims: '{"id_token":{"acr":{"essential":true,"value":"urn:example:two-factor"}}}' }),
  "user/consent-required": (world) => silent(world, "openid email", "grace"),
  "user/prompt-conflict": (world) => authorize(world, { prompt: "none login" }),
  "user/hint-invalid": (world) => authorize(world, { id_token_hint: "eyJh.eyJz.c2ln" }),
  "user/hint-mismatch": (world) => {
    const hint = world.deps.keys.sign("RS256", undefined, {
      iss: ISSUER,
      aud: "demo-web",
      sub: "demo-grace",
      iat: 1,
      exp: 2,
    });
    return signIn(world, "correct-horse-battery", "ada", encode({ ...AUTHORIZE, id_token_hint: hint }));
  },
  "user/credentials-wrong": (world) => signIn(world, "wrong"),
  "user/throttled": (world) =>
    after(world, 86_400, async () => {
      for (let attempt = 0; attempt < 5; attempt++) await signIn(world, "wrong", "root");
      return signIn(world, "open-the-console", "root");
    }),
  "user/queue-full": async (world) => {
    const release = await fillWaitingRoom(world.deps);
    const answer = await signIn(world, "correct-horse-battery");
    await release();
    return answer;
  },
  "user/form-foreign": async (world) => {
    const { csrf, headers } = await open(world, "/sign-in");
    const origin = "https://elsewhere.example";
    return world.form("/sign-in", { csrf, username: "ada", password: "x" }, { ...headers, origin });
  },
  "user/form-cookie-absent": async (world) => {
    const { csrf } = await open(world, "/sign-in");
    return world.form("/sign-in", { csrf, username: "ada", password: "correct-horse-battery" });
  },
  "user/form-stale": async (world) => {
    const { headers } = await open(world, "/sign-in");
    return world.form("/sign-in", { csrf: "x", username: "ada", password: "correct-horse-battery" }, headers);
  },
  "user/invitation-invalid": (world) => world.send("/welcome/operator?token=abc.def"),
};
