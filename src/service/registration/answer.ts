/** What an application gets when it registered itself, and when it reads its registration (RFC 7591 3.2.1, RFC 7592 3). */

import { needsSecret } from "../../admin/application.ts";
import { shownRegistration } from "../../admin/registration/shown.ts";
import type { Members } from "../../admin/representation.ts";
import type { StoredApplication } from "../../ports/registered.ts";
import { PATHS } from "../../protocol/endpoints.ts";

interface Given {
  readonly issuer: string;
  readonly token: string;
  /** Only in the response that makes it, since only its hash is kept. */
  readonly secret: string | undefined;
}

export function informationOf(stored: StoredApplication, { issuer, token, secret }: Given): Members {
  const { client, registration } = stored;
  return {
    client_id: client.id,
    client_id_issued_at: Math.floor((registration?.at ?? 0) / 1_000),
    ...(secret !== undefined && { client_secret: secret }),
    ...(needsSecret(client) && { client_secret_expires_at: 0 }),
    registration_client_uri: `${issuer}${PATHS.registration}/${client.id}`,
    registration_access_token: token,
    ...shownRegistration(stored),
  };
}
