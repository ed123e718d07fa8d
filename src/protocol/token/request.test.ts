import { describe, expect, it } from "vitest";
import { basic, post } from "../../../test/catalogue/samples.ts";
import { isRefusal, refuse } from "../../reasons/index.ts";
import { presentedBy } from "../client-authentication/request.ts";
import { firstRefusal } from "../decision.ts";
import { type EndpointRequest, receive } from "../received.ts";
import { tokenRequestChecks, tokenRequestOf } from "./request.ts";

function readTokenRequest(wire: EndpointRequest) {
  const received = receive(wire);
  return (
    firstRefusal(tokenRequestChecks, { received }) ?? {
      request: tokenRequestOf(received),
      presented: presentedBy(received),
    }
  );
}

function read(body: string, authorization?: string) {
  const answer = readTokenRequest(post(body, { authorization }));
  return isRefusal(answer) ? answer : answer.request;
}

describe("token request", () => {
  it.each<[body: string, request: object]>([
    ["grant_type=client_credentials", { grantType: "client_credentials", scope: undefined }],
    ["grant_type=client_credentials&scope=a+b", { grantType: "client_credentials", scope: "a b" }],
    ["grant_type=client_credentials&scope=", { grantType: "client_credentials", scope: undefined }],
    [
      "grant_type=authorization_code&code=c&redirect_uri=https%3A%2F%2Fa.example&code_verifier=v&scope=ignored",
      { grantType: "authorization_code", code: "c", redirectUri: "https://a.example", codeVerifier: "v" },
    ],
    [
      "grant_type=authorization_code&code=c",
      { grantType: "authorization_code", code: "c", redirectUri: undefined, codeVerifier: undefined },
    ],
    ["grant_type=refresh_token&refresh_token=r", { grantType: "refresh_token", refreshToken: "r", scope: undefined }],
    [
      "grant_type=refresh_token&refresh_token=r&scope=a&unknown=1&unknown=2",
      { grantType: "refresh_token", refreshToken: "r", scope: "a" },
    ],
  ])("reads %j", (body, request) => {
    expect(read(body)).toEqual(request);
  });

  it("reads the client beside it", () => {
    expect(readTokenRequest(post("grant_type=client_credentials", { authorization: basic("web:s") }))).toEqual({
      request: { grantType: "client_credentials", scope: undefined },
      presented: { method: "client_secret_basic", clientId: "web", secret: "s", undecoded: undefined },
    });
  });

  it.each<[body: string, parameter: string, near?: string]>([
    ["", "grant_type"],
    ["grant_type=", "grant_type"],
    ["grantType=client_credentials", "grant_type", "grantType"],
    ["grant-type=client_credentials", "grant_type", "grant-type"],
    ["GRANT_TYPE=client_credentials", "grant_type", "GRANT_TYPE"],
    ["granttype=x", "grant_type", "granttype"],
    ["grant_typ=x", "grant_type", "grant_typ"],
    ["response_type=code", "grant_type"],
    ["grant_type=authorization_code", "code"],
    ["grant_type=authorization_code&Code=c", "code", "Code"],
    ["grant_type=authorization_code&codes=c", "code", "codes"],
    ["grant_type=authorization_code&cow=c", "code"],
    ["grant_type=authorization_code&code_verifier=c", "code"],
    ["grant_type=refresh_token&refreshToken=r", "refresh_token", "refreshToken"],
    ["grant_type=refresh_token&access_token=r", "refresh_token"],
    [`grant_type=refresh_token&refresh_token${"_".repeat(60)}=r`, "refresh_token"],
    // A name that is not kept is not shown either.
    [`grant_type=refresh_token&refresh_token${"_".repeat(32)}=r`, "refresh_token"],
    [`grant_type=refresh_token&refresh_token${"_".repeat(31)}=r`, "refresh_token", `refresh_token${"_".repeat(31)}`],
    ["grant_type=refresh_token&rerfesh_token=r", "refresh_token", "rerfesh_token"],
  ])("%j lacks %s", (body, parameter, near) => {
    expect(read(body)).toEqual(refuse("request/parameter-absent", { parameter, near }));
  });

  it.each<[sent: string, near?: string]>([
    ["password"],
    ["implicit"],
    ["urn:ietf:params:oauth:grant-type:saml2-bearer"],
    ["Client_Credentials", "client_credentials"],
    ["client_credential", "client_credentials"],
    ["client-credentials", "client_credentials"],
    ["authorisation_code", "authorization_code"],
    ["refresh-token", "refresh_token"],
    ["rerfesh_token", "refresh_token"],
    ["x".repeat(300)],
  ])("grant_type %.50s is not supported", (sent, near) => {
    expect(read(`grant_type=${encodeURIComponent(sent)}`)).toEqual(
      refuse("request/grant-type-unsupported", {
        sent: sent.length > 100 ? `${sent.slice(0, 99)}…` : sent,
        offered: ["authorization_code", "refresh_token", "client_credentials"],
        near,
      }),
    );
  });

  it.each([
    ["grant_type=client_credentials&grant_type=client_credentials", ["grant_type"]],
    ["code=1&code=2&grant_type=authorization_code", ["code"]],
    ["scope=a&scope=b&refresh_token=1&refresh_token=1", ["scope", "refresh_token"]],
    ["client_secret=a&client_secret=a", ["client_secret"]],
  ])("%j repeats %j", (body, parameters) => {
    expect(read(body)).toEqual(refuse("request/parameter-repeated", { parameters }));
  });

  it("judges the grant before the client's header", () => {
    expect(read("grant_type=nonsense", "Bearer x")).toMatchObject({ refused: "request/grant-type-unsupported" });
    expect(read("grant_type=client_credentials", "Bearer x")).toMatchObject({ refused: "client-auth/malformed" });
  });
});
