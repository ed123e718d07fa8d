/** Makes ids and secrets of applications. */
import { hash } from "node:crypto";
import { needsSecret } from "../../admin/application.ts";
import type { StoredApplication, StoredSecret } from "../../ports/registered.ts";
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
  const { secret, stored } = newSecret({ random }, now);
  return { application: { ...application, secrets: [stored] }, secret };
}

/** Makes a secret. `now` in milliseconds. */
export function newSecret(
  { random }: Pick<Deps, "random">,
  now: number,
  { label, expiresAt }: Pick<StoredSecret, "label" | "expiresAt"> = {},
): { readonly secret: string; readonly stored: StoredSecret } {
  const secret = Buffer.from(random(SECRET)).toString("base64url");
  const stored: StoredSecret = {
    id: Buffer.from(random(6)).toString("hex"),
    ...(label !== undefined && { label }),
    hash: hash("sha256", secret, "base64url"),
    createdAt: now,
    ...(expiresAt !== undefined && { expiresAt }),
    guessable: false,
    shape: shapeOf(secret),
  };
  return { secret, stored };
}
