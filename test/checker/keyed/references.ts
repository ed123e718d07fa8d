/** What oidc-provider leaves out: request objects by reference. Faults tell by a header how references are followed. */
import { connect } from "node:net";
import { decodeJwt, jwtVerify } from "jose";
import { METADATA, parameter, redirected, refusal, withMembers, withParameters } from "../between.ts";
import { secretOf } from "../peers/oidc-provider.ts";
import type { Answer, Ask, Between, Fixed, Message, Mutant } from "../through.ts";
import { DOCUMENTS } from "./documents.ts";

const HOW = "x-references";

/** What may be wrong with them. */
type How = "unverified" | "any client" | "nested" | "any status" | "ignored" | "internal" | "another error" | "never";

/** A fault of them; the request shows it, so that the harness sees whom it reaches. */
const fault = (does: string, breaks: string, how: How): Mutant => ({
  does,
  breaks: [`request-reference/${breaks}`],
  between: (() => {
    const between: Between = (message, ask) => {
      if (refersTo(message) === undefined) return ask(message);
      const headers = new Headers(message.headers);
      headers.set(HOW, how);
      return ask({ ...message, headers });
    };
    return between;
  }) as NonNullable<Mutant["between"]>,
});

function refersTo(message: Message): string | undefined {
  const uri = message.path === "/auth" ? parameter(message, "request_uri") : undefined;
  return uri?.startsWith("urn:") ? undefined : uri;
}

export const following =
  (server: Fixed): Between =>
  async (message, ask) => {
    const uri = refersTo(message);
    if (uri !== undefined) return followed(message, uri, ask, server);
    const answer = await ask(message);
    return (METADATA as (path: string) => boolean)(message.path) && answer.status === 200
      ? withMembers(answer, (all) => ({ ...all, request_uri_parameter_supported: true }))
      : answer;
  };

async function followed(message: Message, uri: string, ask: Ask, { issuer }: Fixed): Promise<Answer> {
  const how = message.headers.get(HOW);
  const wrong = (error: string): Answer =>
    message.query.has("redirect_uri") ? redirected(message, { error, iss: issuer }) : refusal(error);
  const { hostname, pathname, port } = new URL(uri);
  if (hostname === "0.0.0.0" && how === "internal") await touched(Number(port));
  if (hostname !== new URL(DOCUMENTS.url).hostname || how === "never") return wrong("invalid_request_uri");
  const response = await fetch(`http://127.0.0.1:${DOCUMENTS.port}${pathname}`, { redirect: "manual" });
  if (response.status !== 200 && how !== "any status")
    return wrong(how === "another error" ? "invalid_request" : "invalid_request_uri");
  const object = await response.text();
  const inner = withParameters(message, { request_uri: undefined, request: object });
  const claims = claimsIn(object);
  if (claims === undefined) return how === "ignored" ? ask(plain(message, {})) : ask(inner);
  const isSigned = await isSignedBy(object, String(message.query.get("client_id")));
  const isOther = claims.client_id !== message.query.get("client_id");
  const accepts =
    (how === "unverified" && !isSigned) ||
    (how === "any client" && isOther) ||
    (how === "nested" && claims.request_uri !== undefined);
  return ask(accepts ? plain(message, claims) : inner);
}

const isSignedBy = (object: string, id: string): Promise<boolean> =>
  jwtVerify(object, Buffer.from(secretOf(id))).then(
    () => true,
    () => false,
  );

function claimsIn(object: string): Record<string, unknown> | undefined {
  try {
    return decodeJwt(object);
  } catch {
    return undefined;
  }
}

/** The same as if everything were in the URL. */
function plain(message: Message, claims: Record<string, unknown>): Message {
  const usual = { code_challenge: "x".repeat(43), code_challenge_method: "S256" };
  const { client_id: _, ...given } = claims;
  const names = ["redirect_uri", "state", "scope", "nonce", "code_challenge", "response_type"];
  const said = Object.fromEntries(names.flatMap((name) => (given[name] ? [[name, String(given[name])]] : [])));
  return withParameters(message, { ...usual, ...said, request_uri: undefined });
}

const touched = (port: number): Promise<void> =>
  new Promise((resolve) => {
    const socket = connect(port, "0.0.0.0", () => socket.destroy());
    socket.once("close", () => resolve()).on("error", () => {});
  });

export const REFERENCES: Readonly<Record<string, Mutant>> = {
  "references that nobody follows": fault("It follows none.", "works", "never"),
  "referenced objects unverified": fault("The signature isn't verified.", "signature", "unverified"),
  "referenced objects of others": fault("client_id isn't compared.", "client-id", "any client"),
  "references in referenced objects": fault("request_uri in an object is ignored.", "not-nested", "nested"),
  "referenced objects with errors": fault("The status isn't looked at.", "status", "any status"),
  "references to anything": fault("What is no object is ignored.", "malformed", "ignored"),
  "references that lead nowhere": fault("The error is invalid_request.", "error-code", "another error"),
  "references to internal hosts": fault("It connects to 0.0.0.0.", "special-use-addresses", "internal"),
};
