/** A client's key, and the request objects that it signs. */
import { exportJWK, generateKeyPair, SignJWT } from "jose";

const own = await generateKeyPair("ES256", { extractable: true });
const other = await generateKeyPair("ES256");

/** What is registered of it. */
export const CLIENT_JWKS = { keys: [{ ...(await exportJWK(own.publicKey)), kid: "own", alg: "ES256", use: "sig" }] };

const encryption = await generateKeyPair("RSA-OAEP-256", { extractable: true });

/** A key to which something can be encrypted. */
export const ENCRYPTION_KEYS = { keys: [{ ...(await exportJWK(encryption.publicKey)), kid: "for-us", use: "enc" }] };

/** A request object; `foreign` is signed with a key that isn't registered. */
export const signedObject = (claims: object, foreign = false): Promise<string> =>
  new SignJWT({ ...claims })
    .setProtectedHeader({ alg: "ES256", kid: "own", typ: "oauth-authz-req+jwt" })
    .sign(foreign ? other.privateKey : own.privateKey);
