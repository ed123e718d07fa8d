/** A response mode is a file and a line of the list: it is then supported, and responses are sent by it. */
import { afterAll, beforeAll, expect, it, vi } from "vitest";

import type { Candor } from "../../src/index.ts";
import { encoded } from "./encoded/mode.ts";

const ISSUER = "https://candor.example";
const CALLBACK = "https://shop.example/callback";
const LIST = "../../src/protocol/response-modes/list.ts";

let candor: Candor | undefined;
beforeAll(async () => {
  const { MODES } = await vi.importActual<typeof import("../../src/protocol/response-modes/list.ts")>(LIST);
  // Modules are shared with the files that were tested before, and must not be with those that come after.
  vi.resetModules();
  vi.doMock("../../src/protocol/response-modes/list.ts", () => ({ MODES: [...MODES, encoded] }));
  const { createCandor } = await import("../../src/index.ts");
  candor = await createCandor({
    storage: "memory",
    config: {
      issuer: ISSUER,
      logLevel: "warn",
      trustedProxy: ["127.0.0.1"],
      clients: [
        {
          id: "shop",
          applicationType: "native",
          authMethods: ["none"],
          redirectUris: [CALLBACK, "http://127.0.0.1/callback"],
          scopes: ["openid"],
        },
      ],
    },
  });
});
afterAll(async () => {
  await candor?.close();
  vi.doUnmock("../../src/protocol/response-modes/list.ts");
  vi.resetModules();
});

function served(): Candor {
  if (candor === undefined) throw new Error("It did not start.");
  return candor;
}

const request = {
  client_id: "shop",
  response_type: "code",
  redirect_uri: CALLBACK,
  response_mode: "encoded",
  scope: "openid",
  state: "s",
  code_challenge: "A".repeat(43),
  code_challenge_method: "S256",
  prompt: "none",
};

async function redirected(changes: Partial<typeof request>): Promise<URL> {
  const query = new URLSearchParams({ ...request, ...changes });
  const response = await served().fetch(new Request(`${ISSUER}/authorize?${query}`));
  expect(response.status).toBe(303);
  return new URL(response.headers.get("location") ?? "");
}

it("it is in the metadata", async () => {
  const response = await served().fetch(new Request(`${ISSUER}/.well-known/openid-configuration`));
  const { response_modes_supported } = (await response.json()) as { response_modes_supported: string[] };
  expect(response_modes_supported).toEqual([
    ...["query", "fragment", "form_post"],
    ...["query.jwt", "fragment.jwt", "form_post.jwt", "jwt"],
    "encoded",
  ]);
});

it.each([
  [{}, "login_required"],
  [{ scope: "opneid" }, "invalid_scope"],
])("the response is sent by it: %j", async (changes, error) => {
  const { origin, pathname, searchParams } = await redirected(changes);
  expect(origin + pathname).toBe(CALLBACK);
  expect([...searchParams.keys()]).toEqual(["response"]);
  const sent = JSON.parse(Buffer.from(searchParams.get("response") ?? "", "base64url").toString());
  expect(sent).toMatchObject({ error, state: "s", iss: ISSUER });
});

it.each([
  [
    "for a URI that it can't be used with",
    { redirect_uri: "http://127.0.0.1/callback" },
    "query, fragment, form_post, query.jwt, fragment.jwt, form_post.jwt, jwt",
  ],
  [
    "misspelled",
    { response_mode: "encodde" },
    "query, fragment, form_post, query.jwt, fragment.jwt, form_post.jwt, jwt, encoded",
  ],
])("%s, it is refused with the supported modes, by the default", async (_, changes, offered) => {
  const { searchParams } = await redirected(changes);
  expect(searchParams.get("error_uri")).toContain("/errors/request/response-mode-unsupported?ref=");
  expect(searchParams.get("error_description")).toContain(offered.split(", ").at(-1));
});

it("it is in the documentation", async () => {
  const { features } = await import("../../docs/features.ts");
  expect(features()).toContain(`| \`encoded\` |`);
});
