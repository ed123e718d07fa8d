/** Makes a key for private_key_jwt: the private half stays in a file, and the public half is printed as a JWK set. */
export const KEY_MAKER = `node -e '
const { writeFileSync } = require("node:fs");
const { generateKeyPairSync, randomUUID } = require("node:crypto");
const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const about = { kid: randomUUID(), alg: "ES256" };
writeFileSync("key.json", JSON.stringify({ ...privateKey.export({ format: "jwk" }), ...about }), { mode: 0o600 });
console.log(JSON.stringify({ keys: [{ ...publicKey.export({ format: "jwk" }), ...about, use: "sig" }] }));'
`;
