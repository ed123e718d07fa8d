/** Which parameters, members and headers are secret, beyond those that the doctor knows. */
import { PARAMETER_NAMES } from "../doctor/readers/parameters.ts";
import { isSecret as isKnown } from "../doctor/secrets.ts";

/** What binds one request to a session: worthless later, but nobody else's business now. */
const BINDING =
  /^(?:state|nonce|sid|auth_req_id|ticket|(?:login|consent|logout)_(?:challenge|verifier)|_?(?:csrf|xsrf).*)$/i;

export const isSecret = (name: string): boolean => isKnown(name) || BINDING.test(name);

/** In JSON, `code` may be the code of an error, and `session` an object. Only what looks like a credential is one. */
export const isSecretMember = (name: string, value: string): boolean =>
  isSecret(name) && (!/^(?:code|error_?code|state)$/i.test(name) || /^[\w.~+/=-]{16,}$/.test(value));

/** Private parts of keys (RFC 7518 6). */
export const isPrivateKeyPart = (name: string): boolean => /^(?:d|p|q|dp|dq|qi|k|oth)$/.test(name);

/** What describes a user (OpenID Connect Core 5.1). */
export const isPersonal = (name: string): boolean =>
  /^(?:(?:given_|family_|middle_|nick)?name|preferred_username|username|email|phone_number|address|birthdate|picture|profile|website|gender|login)$/i.test(
    name,
  );

/** A field of a page's form says what it is only if the protocol has a parameter of this name. */
export const isOfProtocol = (name: string): boolean => PARAMETER_NAMES.has(name);
