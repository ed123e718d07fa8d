import { describe, expect, it } from "vitest";
import { client, formOf } from "../../../test/catalogue/samples.ts";
import { isRefusal, type Refusal, refuse } from "../../reasons/index.ts";
import type { Client } from "../client.ts";
import { readAuthorizationRequest } from "./request.ts";
import { trustRedirect } from "./trust.ts";

const CALLBACK = "https://photos.example/callback";
const two = client({ redirectUris: [CALLBACK, "https://photos.example/other"] });
const none = client({ redirectUris: [] });

interface Row {
  readonly of?: Client | undefined;
  readonly form: Record<string, string>;
  readonly repeated?: string[];
}
const decide = (row: Row) =>
  trustRedirect(readAuthorizationRequest(formOf(row.form, row.repeated)), "of" in row ? row.of : client());

const id = { client_id: "photos" };
const full = { ...id, redirect_uri: CALLBACK };
const unknown = (clientId: string) => refuse("client/not-registered", { clientId });
const absent = ({ redirectUris: uris }: Client) =>
  refuse("redirect-uri/absent", { clientId: "photos", registered: uris.length, uris });
const repeated = (...parameters: string[]) => refuse("request/parameter-repeated", { parameters });

describe("what must hold before anything is sent to a redirect URI", () => {
  it.each<[row: Row, is: Refusal]>([
    [{ form: {}, of: undefined }, refuse("request/parameter-absent", { parameter: "client_id" })],
    [
      { form: { redirect_uri: CALLBACK }, of: undefined },
      refuse("request/parameter-absent", { parameter: "client_id" }),
    ],
    [{ form: { client_id: "nobody", redirect_uri: CALLBACK }, of: undefined }, unknown("nobody")],
    [{ form: full, of: client({ disabled: true }) }, unknown("photos")],
    [{ form: { client_id: "x".repeat(300) }, of: undefined }, unknown(`${"x".repeat(199)}…`)],

    [{ form: id, of: two }, absent(two)],
    [{ form: id, of: none }, unknown("photos")],
    [{ form: { ...id, scope: "openid" } }, absent(client())],
    [{ form: { ...id, scope: "email openid" } }, absent(client())],

    [
      { form: { ...id, redirect_uri: "https://evil.example/callback" } },
      refuse("redirect-uri/unregistered", {
        clientId: "photos",
        sent: "https://evil.example/callback",
        uris: [CALLBACK],
      }),
    ],
    [{ form: { ...id, redirect_uri: CALLBACK }, of: none }, unknown("photos")],
    [
      { form: { ...id, redirect_uri: `${CALLBACK}/` } },
      refuse("redirect-uri/trailing-slash", { clientId: "photos", sent: `${CALLBACK}/`, registered: CALLBACK }),
    ],
    [{ form: full, repeated: ["redirect_uri"] }, repeated("redirect_uri")],
    [{ form: full, repeated: ["scope", "client_id", "redirect_uri"] }, repeated("scope", "client_id", "redirect_uri")],
    [
      { form: { oauth_consumer_key: "x", oauth_callback: CALLBACK } },
      refuse("request/version-unsupported", { parameters: ["oauth_consumer_key", "oauth_callback"] }),
    ],
  ])("%#: %j", (row, is) => expect(decide(row)).toEqual(is));
});

describe("what is trusted", () => {
  it.each<[row: Row, uri: string, sent: boolean]>([
    [{ form: full }, CALLBACK, true],
    [{ form: { ...full, scope: "openid" } }, CALLBACK, true],
    [{ form: id }, CALLBACK, false],
    [{ form: { ...id, scope: "openid2" } }, CALLBACK, false],
    [{ form: { ...id, redirect_uri: "https://photos.example/other" }, of: two }, "https://photos.example/other", true],
    // Everything else that is wrong is reported by redirect.
    [{ form: { ...full, response_type: "token", scope: "nonsense" }, repeated: ["scope"] }, CALLBACK, true],
  ])("%j gets its response at %s", (row, uri, sent) => {
    expect(decide(row)).toMatchObject({ uri, sent, client: { id: "photos" } });
  });

  it("any port of a native application's loopback address, as it was sent", () => {
    const of = client({ applicationType: "native", redirectUris: ["http://127.0.0.1/cb"] });
    const form = { ...id, redirect_uri: "http://127.0.0.1:51004/cb" };
    expect(decide({ of, form })).toMatchObject({ uri: "http://127.0.0.1:51004/cb" });
  });

  it.each<[form: Record<string, string>, repeated: string[], state: string | undefined]>([
    [{ state: "a b" }, [], "a b"],
    [{}, [], undefined],
    // Which of two states is the right one is not for the server to guess.
    [{ state: "a" }, ["state"], undefined],
  ])("of %j with %j repeated, the state is %j", (form, repeated, state) => {
    const to = decide({ form: { ...full, ...form }, repeated });
    expect(isRefusal(to) ? to : to.state).toBe(state);
  });

  it.each([
    ["form_post", "form_post"],
    ["query", "query"],
    ["fragment", "fragment"],
    ["web_message", "query"],
    ["FORM_POST", "query"],
  ])("response_mode %s gets %s", (mode, is) => {
    expect(decide({ form: { ...full, response_mode: mode } })).toMatchObject({ responseMode: is });
  });
});
