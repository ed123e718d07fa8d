/** Makes ids and secrets of applications. */
import { hash } from "node:crypto";
import { needsSecret } from "../../admin/application.ts";
import type { StoredApplication } from "../../ports/registered.ts";
import { shapeOf } from "../../protocol/secret-shape.ts";
import type { Deps } from "../deps.ts";

/** Bytes: 256 bits, so that its hash is enough to keep it. */
const SECRET = 32;

export const newClientId = ({ random }: Pick<Deps, "random">): string => Buffer.from(random(12)).toString("hex");

interface WithSecret {
  readonly application: StoredApplication;
  /** Shown once; `undefined` if none was made. */
  readonly secret: string | undefined;
}

/** An application with a secret if it needs one, and without any if it sends none. `now` in milliseconds. */
export function withSecret({ random }: Pick<Deps, "random">, application: StoredApplication, now: number): WithSecret {
  if (!needsSecret(application.client)) return { application: { ...application, secrets: [] }, secret: undefined };
  if (application.secrets.length > 0) return { application, secret: undefined };
  const secret = Buffer.from(random(SECRET)).toString("base64url");
  const stored = {
    id: Buffer.from(random(6)).toString("hex"),
    hash: hash("sha256", secret, "base64url"),
    createdAt: now,
    guessable: false,
    shape: shapeOf(secret),
  };
  return { application: { ...application, secrets: [stored] }, secret };
}
