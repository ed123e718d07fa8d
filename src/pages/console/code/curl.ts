/** curl, to see every request. */
import { type Library, lines, SECRET } from "./sample.ts";

/** A text for a shell: nothing in single quotes means anything else. */
const sh = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

export const curl: Library = ({ building, issuer, clientId, isConfidential, redirectUri, scope }) => {
  const about = { id: "curl", name: "curl", file: "token.sh" };
  const login = isConfidential ? `-u ${sh(clientId)}:"$${SECRET}"` : `-d client_id=${sh(clientId)}`;
  if (building === "service")
    return {
      ...about,
      code: lines(
        `curl -s ${login} ${sh(`${issuer}/token`)} \\`,
        "  -d grant_type=client_credentials \\",
        `  --data-urlencode ${sh(`scope=${scope}`)}`,
      ),
    };
  if (building === "device")
    return {
      ...about,
      code: lines(
        `STARTED=$(curl -s ${login} ${sh(`${issuer}/device_authorization`)} --data-urlencode ${sh(`scope=${scope}`)})`,
        'part() { printf %s "$STARTED" | sed "s/.*\\"$1\\":\\"\\([^\\"]*\\)\\".*/\\1/"; }',
        'echo "Open $(part verification_uri) and enter $(part user_code)"',
        "# Until the user has decided, each response is an error: authorization_pending.",
        `until curl -s -f ${login} ${sh(`${issuer}/token`)} \\`,
        `  -d grant_type=urn:ietf:params:oauth:grant-type:device_code \\`,
        '  --data-urlencode "device_code=$(part device_code)"',
        "do sleep 5; done",
      ),
    };
  if (redirectUri === undefined) return undefined;
  const query = new URLSearchParams({ response_type: "code", client_id: clientId, redirect_uri: redirectUri, scope });
  return {
    ...about,
    note: "Needs openssl. The code is in the URL that the browser is sent to; it lives for a minute.",
    code: lines(
      "base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }",
      "VERIFIER=$(openssl rand 32 | base64url)",
      'CHALLENGE=$(printf %s "$VERIFIER" | openssl dgst -sha256 -binary | base64url)',
      "STATE=$(openssl rand 16 | base64url)",
      `echo ${sh(`Open ${issuer}/authorize?${query}&code_challenge_method=S256&code_challenge=`)}"$CHALLENGE&state=$STATE"`,
      "read -r -p 'The code: ' CODE",
      `curl -s ${login} ${sh(`${issuer}/token`)} \\`,
      "  -d grant_type=authorization_code \\",
      '  --data-urlencode "code=$CODE" \\',
      `  --data-urlencode ${sh(`redirect_uri=${redirectUri}`)} \\`,
      '  -d code_verifier="$VERIFIER"',
    ),
  };
};
