/** A check that registers its own clients. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkServer } from "../../../src/checker/run.ts";
import { asking, refusal } from "../between.ts";
import { type Peer, startOidcProvider } from "../peers/oidc-provider.ts";
import type { Answer, Message } from "../through.ts";

let peer: Peer;
beforeAll(async () => {
  peer = await startOidcProvider();
});
afterAll(() => peer.close());

/** Passes everything on, and remembers what asked for registrations. */
function watched() {
  const seen: Message[] = [];
  const between = () => async (message: Message, ask: (message: Message) => Promise<Answer>) => {
    const answer = await ask(message);
    if (message.path.startsWith("/reg") && [201, 204].includes(answer.status)) seen.push(message);
    return answer;
  };
  return { seen, between: between as never };
}

const options = () => ({
  user: peer.user,
  registration: { redirect_uri: "https://client.example/callback" },
  rate: 10_000,
});

it("registers what nobody named, finds out as much with it, and removes it", async () => {
  const { seen, between } = watched();
  peer.become({ between });
  const { checked } = await checkServer(peer.issuer, options());
  const is = Object.fromEntries(checked.map((one) => [one.id, one.is]));
  expect(is["race/code"]).toBe("held");
  expect(checked.filter((one) => one.is === "unclear" && /is needed/.test(one.because)).map(({ id }) => id)).toEqual(
    [],
  );
  const made = seen.filter(({ method }) => method === "POST");
  const gone = seen.filter(({ method }) => method === "DELETE");
  expect(made.length).toBeGreaterThanOrEqual(4);
  // A token that was tried at another client's registration is void on oidc-provider, so that its client stays.
  expect(gone.length).toBe(made.length - 1);
});

it("uses the clients of the file where it has them", async () => {
  const { seen, between } = watched();
  peer.become({ between });
  await checkServer(peer.issuer, { ...options(), clients: peer.clients, only: ["race/code"] });
  const asked = seen.filter(({ method }) => method === "POST").map(({ body }) => JSON.parse(body));
  const missing = "jwt" in peer.clients ? [] : ["private_key_jwt"];
  expect(asked.map((one) => one.token_endpoint_auth_method)).toEqual(missing);
});

it("can't begin if the server registers nobody, and says what the server said", async () => {
  peer.become({ between: asking("/reg", () => refusal("invalid_token", 401)) as never });
  await expect(checkServer(peer.issuer, options())).rejects.toThrow(/registered no client: 401 invalid_token/);
});
