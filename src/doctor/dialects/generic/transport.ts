/** Wordings that many servers and runtimes share: TLS, CORS and cookies. */
import type { Signature } from "../define.ts";

const NODE = "https://nodejs.org/api/tls.html";
const CORS = "https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors";

export const transport: readonly Signature[] = [
  {
    id: "cors",
    says: /blocked by CORS policy|No 'Access-Control-Allow-Origin' header|Cross-Origin Request Blocked|is not allowed by Access-Control-Allow-Origin|Origin .* is not allowed by/i,
    distinctive: true,
    means: [
      {
        reason: "transport/cors-blocked",
        weight: 0.96,
        fix: "Register the page's origin at the provider (web or CORS origins), or call the endpoint from your server; never fetch() the authorization endpoint, navigate to it.",
      },
    ],
    page: CORS,
    example: {
      text: "Access to fetch at 'https://id.example.com/token' from origin 'https://app.example.com' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.",
    },
  },
  {
    id: "tls-name",
    says: /ERR_TLS_CERT_ALTNAME_INVALID|Hostname\/IP does not match certificate's altnames|ERR_CERT_COMMON_NAME_INVALID|No subject alternative (?:DNS )?name|doesn't match either of|Hostname mismatch, certificate is not valid/i,
    distinctive: true,
    means: [
      {
        reason: "transport/certificate-problem",
        weight: 0.97,
        fix: "Call the host under a name that its certificate has.",
      },
    ],
    page: NODE,
    example: {
      text: "Error [ERR_TLS_CERT_ALTNAME_INVALID]: Hostname/IP does not match certificate's altnames: Host: localhost. is not in the cert's altnames: DNS:id.example.com",
    },
  },
  {
    id: "tls-expired",
    says: /CERT_HAS_EXPIRED|certificate has expired|ERR_CERT_DATE_INVALID|CERT_NOT_YET_VALID|certificate is not yet valid/i,
    distinctive: true,
    means: [
      { reason: "transport/certificate-problem", weight: 0.93, fix: "Renew the server's certificate." },
      {
        reason: "time/clock-skew",
        weight: 0.15,
        fix: "Set this machine's clock.",
        tell: "Other machines accept the certificate.",
      },
    ],
    page: NODE,
    example: { text: "FetchError: certificate has expired, code: 'CERT_HAS_EXPIRED'" },
  },
  {
    id: "tls-browser",
    says: /\bERR_CERT_[A-Z_]+|SEC_ERROR_UNKNOWN_ISSUER|MOZILLA_PKIX_ERROR_\w+|ERR_SSL_\w+/i,
    distinctive: true,
    means: [
      {
        reason: "transport/certificate-problem",
        weight: 0.93,
        fix: "Give the server a certificate of a CA that browsers trust; for local work use mkcert.",
      },
    ],
    page: NODE,
    example: { text: "net::ERR_CERT_AUTHORITY_INVALID" },
  },
  {
    id: "tls-java",
    says: /PKIX path building failed|unable to find valid certification path|SSLHandshakeException|sun\.security\.validator\.ValidatorException/i,
    distinctive: true,
    means: [
      {
        reason: "transport/certificate-problem",
        weight: 0.97,
        fix: "Import the CA into the JVM's trust store by keytool (cacerts), or set javax.net.ssl.trustStore.",
      },
    ],
    page: NODE,
    example: {
      text: "javax.net.ssl.SSLHandshakeException: PKIX path building failed: unable to find valid certification path to requested target",
    },
  },
  {
    id: "tls-python",
    says: /CERTIFICATE_VERIFY_FAILED|SSLCertVerificationError/i,
    distinctive: true,
    means: [
      {
        reason: "transport/certificate-problem",
        weight: 0.97,
        fix: "Give Python the CA (REQUESTS_CA_BUNDLE or SSL_CERT_FILE).",
      },
    ],
    page: NODE,
    example: {
      text: "ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate",
    },
  },
  {
    id: "tls-go",
    says: /x509: |tls: failed to verify certificate/i,
    distinctive: true,
    means: [
      {
        reason: "transport/certificate-problem",
        weight: 0.96,
        fix: "Add the CA to the system's pool or to tls.Config.RootCAs; call the host by a name of its certificate.",
      },
    ],
    page: NODE,
    example: { text: "x509: certificate signed by unknown authority" },
  },
  {
    id: "tls-dotnet",
    says: /The SSL connection could not be established|remote certificate (?:is|was) (?:invalid|rejected)|RemoteCertificate(?:NameMismatch|ChainErrors)|UntrustedRoot/i,
    distinctive: true,
    means: [
      {
        reason: "transport/certificate-problem",
        weight: 0.96,
        fix: "Trust the CA on this machine; in development run dotnet dev-certs https --trust.",
      },
    ],
    page: NODE,
    example: {
      text: "The SSL connection could not be established, see inner exception. The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot",
    },
  },
  {
    id: "tls-curl",
    says: /SSL certificate problem|curl: \((?:60|51)\)|SSL_ERROR_\w+|SSL routines:.*(?:wrong version number|certificate verify failed)/i,
    distinctive: true,
    means: [
      {
        reason: "transport/certificate-problem",
        weight: 0.93,
        fix: 'Give curl the CA by --cacert; "wrong version number" means https to a port that speaks http.',
      },
    ],
    page: NODE,
    example: { text: "curl: (60) SSL certificate problem: unable to get local issuer certificate" },
  },
  {
    id: "tls-node",
    says: /UNABLE_TO_VERIFY_LEAF_SIGNATURE|unable to (?:verify the first certificate|get (?:local )?issuer certificate)|UNABLE_TO_GET_ISSUER_CERT(?:_LOCALLY)?|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|self[- ]signed certificate/i,
    distinctive: true,
    means: [
      {
        reason: "transport/certificate-problem",
        weight: 0.97,
        fix: "Let the server send its intermediate certificates, or give the runtime the CA (Node: NODE_EXTRA_CA_CERTS).",
      },
    ],
    page: NODE,
    example: { text: "Error: unable to verify the first certificate, code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'" },
  },
  {
    id: "frame",
    says: /Refused to (?:display|frame) '[^']*'.*(?:X-Frame-Options|frame-ancestors|Content Security Policy)|because it set 'X-Frame-Options'/i,
    distinctive: true,
    means: [
      {
        reason: "transport/cookies-blocked",
        weight: 0.6,
        fix: "Do not show the provider's pages in a frame: use a redirect or a pop-up; for silent renewal use refresh tokens.",
      },
    ],
    page: CORS,
    example: {
      text: "Refused to display 'https://id.example.com/' in a frame because it set 'X-Frame-Options' to 'deny'.",
    },
  },
  {
    id: "third-party-cookies",
    says: /third[- ]party cookies? (?:are |is |will be )?blocked|Cookie .{0,80} has been rejected|Set-Cookie was blocked because it had the "?SameSite/i,
    distinctive: true,
    means: [
      {
        reason: "transport/cookies-blocked",
        weight: 0.75,
        fix: "Renew by refresh tokens in place of a hidden iframe; for a cookie across sites set SameSite=None and Secure.",
      },
    ],
    page: CORS,
    example: { text: "Third-party cookies are blocked in this browser" },
  },
  {
    id: "https-required",
    says: /(?:redirect_uri|redirect URI|callback).{0,40}(?:must (?:use|be) https|must use the https)|HTTPS (?:is )?required|only https .*allowed/i,
    distinctive: true,
    means: [{ reason: "transport/insecure", weight: 0.75, fix: "Use https for the URL that the message names." }],
    page: NODE,
    example: { text: "redirect_uri must use https" },
  },
  {
    id: "rate",
    says: /\b429\b.*Too Many Requests|rate limit exceeded|too_many_requests|slow_down/i,
    distinctive: true,
    means: [
      {
        reason: "server/rate-limited",
        weight: 0.93,
        fix: "Wait as long as Retry-After says, keep tokens until they end, and poll no faster than interval.",
      },
    ],
    page: NODE,
    example: { text: "429 Too Many Requests" },
  },
];
