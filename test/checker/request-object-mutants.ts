/** Faults of request objects: the layer signs what it lets pass. */
import {
  asking,
  METADATA,
  parameter,
  responding,
  returning,
  withHeader,
  withMembers,
  withParameters,
} from "./between.ts";
import type { Ask, Between, Message, Mutant } from "./through.ts";

type Claims = Record<string, unknown>;

interface Opened {
  /** What is signed. */
  readonly input: string;
  readonly header: Claims;
  readonly claims: Claims;
  readonly signature: string;
}

/** Signs as a client does. */
export interface Signing {
  /** The header. */
  readonly header: Readonly<Record<string, string>>;
  readonly sign: (input: string) => string;
  readonly made: (input: string, signature: string) => boolean;
}

/** Where requests go, where users return to, and who signs. */
export interface Signed {
  readonly authorize: string;
  readonly push: string;
  readonly callback: string;
  readonly own: Signing;
  readonly other: Signing;
}

function opened(text: string): Opened | undefined {
  const [header, claims, signature] = text.split(".");
  if (header === undefined || claims === undefined || signature === undefined) return undefined;
  const read = (part: string): Claims => JSON.parse(Buffer.from(part, "base64url").toString());
  return { input: `${header}.${claims}`, header: read(header), claims: read(claims), signature };
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

const isSignedBy = ({ input, signature }: Opened, { made }: Signing): boolean =>
  signature !== "" && made(input, signature);

function signed(claims: Claims, { header, sign }: Signing): string {
  const input = `${encoded(header)}.${encoded(claims)}`;
  return `${input}.${sign(input)}`;
}

type Mend = (object: Opened, message: Message) => Claims | undefined;

const now = (): number => Math.floor(Date.now() / 1000);
const without = (claims: Claims, name: string): Claims =>
  Object.fromEntries(Object.entries(claims).filter(([one]) => one !== name));

export function requestObjectMutants(given: Signed): Readonly<Record<string, Mutant>> {
  const { authorize, push, callback, own, other } = given;
  /** Objects that `mend` changes are signed again with the right key; `undefined`: as it came. */
  const mended =
    (mend: Mend, paths: readonly string[] = [authorize, push]) =>
    (): Between =>
    (message: Message, ask: Ask) => {
      const object = opened(parameter(message, "request") ?? "");
      const claims = object && paths.includes(message.path) ? mend(object, message) : undefined;
      return ask(claims === undefined ? message : withParameters(message, { request: signed(claims, own) }));
    };
  const fault = (name: string, does: string, mend: Mend): Mutant => ({
    does,
    breaks: [`request-object/${name}`],
    between: mended(mend, [authorize]),
  });
  /** What the object says of this is corrected if it is signed well. */
  const correcting = (
    name: string,
    does: string,
    correct: (claims: Claims, message: Message) => Claims | undefined,
  ): Mutant =>
    fault(name, does, (object, message) =>
      isSignedBy(object, own) && object.header.crit === undefined ? correct(object.claims, message) : undefined,
    );
  return {
    "request objects never work": {
      does: "A request object is always refused.",
      breaks: ["request-object/works"],
      between: asking(authorize, (message) =>
        parameter(message, "request") === undefined ? message : withParameters(message, { request: "refused" }),
      ),
    },
    "request objects without their state": {
      does: "The state of a request object doesn't come back.",
      breaks: ["request-object/works"],
      between: returning((parameters, message) => {
        if (parameter(message, "request")?.startsWith("ey") === true) parameters.delete("state");
      }),
    },
    "changed request objects": fault(
      "signature-verified",
      "The signature of a request object isn't verified.",
      (object) =>
        object.signature !== "" && !isSignedBy(object, own) && !isSignedBy(object, other) ? object.claims : undefined,
    ),
    "request objects of other clients": fault("key-of-the-client", "Any client may sign.", (object) =>
      isSignedBy(object, other) ? object.claims : undefined,
    ),
    "unsigned request objects": fault("not-unsigned", "A request object needs no signature.", (object) =>
      object.header.alg === "none" ? object.claims : undefined,
    ),
    "request objects with an empty signature": fault(
      "not-without-signature",
      "An empty signature is as good as the right one.",
      (object) => (object.header.alg !== "none" && object.signature === "" ? object.claims : undefined),
    ),
    "none for request objects": {
      does: "none is listed.",
      breaks: ["request-object/none-not-listed"],
      between: responding(METADATA, (answer) =>
        withMembers(answer, (all) => ({
          ...all,
          request_object_signing_alg_values_supported: [String(own.header.alg), "RS256", "none"],
        })),
      ),
    },
    "request objects for other servers": correcting("audience", "aud isn't looked at.", (claims, message) =>
      String(claims.aud).includes("another") ? { ...claims, aud: `http://${message.headers.get("host")}` } : undefined,
    ),
    "request objects of other issuers": correcting("issuer", "iss isn't looked at.", (claims) =>
      claims.iss === "another-client" ? { ...claims, iss: "web" } : undefined,
    ),
    "expired request objects": correcting("expired", "exp isn't looked at.", (claims) =>
      Number(claims.exp) < now() ? { ...claims, exp: now() + 60 } : undefined,
    ),
    "request objects before their time": correcting("not-yet", "nbf isn't looked at.", (claims) =>
      Number(claims.nbf) > now() + 60 ? { ...claims, nbf: now() } : undefined,
    ),
    "critical headers ignored": fault("critical", "crit isn't looked at.", (object) =>
      object.header.crit !== undefined ? object.claims : undefined,
    ),
    "client_id of another client": correcting("client-id", "client_id in the object isn't looked at.", (claims) =>
      claims.client_id === "another-client" ? { ...claims, client_id: "web" } : undefined,
    ),
    "another response type in the object": correcting(
      "response-type",
      "response_type in the object isn't looked at.",
      (claims, message) =>
        claims.response_type === "id_token"
          ? { ...claims, response_type: parameter(message, "response_type") }
          : undefined,
    ),
    "objects in objects": correcting("no-request", "request in the object is ignored.", (claims) =>
      claims.request === undefined ? undefined : without(claims, "request"),
    ),
    "request_uri in objects": correcting("no-request-uri", "request_uri in the object is ignored.", (claims) =>
      claims.request_uri === undefined ? undefined : without(claims, "request_uri"),
    ),
    "request and request_uri": {
      does: "request_uri beside request is ignored.",
      breaks: ["request-object/one-of-both"],
      between: asking(authorize, (message) =>
        parameter(message, "request") === undefined ? message : withParameters(message, { request_uri: undefined }),
      ),
    },
    "redirect URIs in objects": correcting("redirect-uri", "Signed redirect URIs aren't compared.", (claims) =>
      claims.redirect_uri === callback ? undefined : { ...claims, redirect_uri: callback },
    ),
    "redirect URIs beside objects": {
      does: "A redirect URI beside the object is used.",
      breaks: ["request-object/outer-redirect-uri"],
      between: responding(authorize, (answer, message) => {
        const to = parameter(message, "redirect_uri");
        const location = answer.headers.get("location") ?? "";
        return parameter(message, "request") !== undefined && to !== undefined && location.startsWith(callback)
          ? withHeader(answer, "location", to + location.slice(callback.length))
          : answer;
      }),
    },
    "parameters beside objects first": {
      does: "A state beside the object is used, whether the object has one or not.",
      breaks: ["request-object/supersedes", "request-object/alone"],
      between: mended(({ claims }, message) => {
        const state = parameter(message, "state");
        return state === undefined ? undefined : { ...claims, state };
      }),
    },
    "parameters beside objects too": {
      does: "A state beside the object is used if the object has none.",
      breaks: ["request-object/alone"],
      between: mended(({ claims }, message) => {
        const state = parameter(message, "state");
        return state === undefined || claims.state !== undefined ? undefined : { ...claims, state };
      }),
    },
    "malformed request objects ignored": {
      does: "A request object that can't be read is ignored.",
      breaks: ["request-object/malformed"],
      between: asking(authorize, (message) =>
        parameter(message, "request") === "no-object"
          ? withParameters(message, {
              request: undefined,
              redirect_uri: callback,
              code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
              code_challenge_method: "S256",
            })
          : message,
      ),
    },
    "request objects, another error": {
      does: "A request object whose signature is wrong is refused as invalid_request.",
      breaks: ["request-object/error-code"],
      between: returning((parameters) => {
        if (parameters.get("error") === "invalid_request_object") parameters.set("error", "invalid_request");
      }),
    },
    "request objects can't be pushed": {
      does: "A request object that is pushed is refused.",
      breaks: ["par/request-object"],
      between: asking(push, (message) =>
        message.form.has("request") ? withParameters(message, { request: "refused" }) : message,
      ),
    },
    "pushed request objects aren't verified": {
      does: "The signature of a pushed request object isn't verified.",
      breaks: ["par/request-object-verified"],
      between: mended((object) => (isSignedBy(object, own) ? undefined : object.claims), [push]),
    },
    "pushed request objects of other clients": {
      does: "client_id in a pushed request object isn't looked at.",
      breaks: ["par/request-object-client-id"],
      between: mended(
        ({ claims }) => (claims.client_id === "another-client" ? { ...claims, client_id: "web" } : undefined),
        [push],
      ),
    },
  };
}
