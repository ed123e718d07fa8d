/** What a record keeps of the client that a request presented. */

import { CERTIFICATE_NAMES, type CertificateName } from "../certificate.ts";
import { DOCUMENT_FAULT } from "../client-document-record.ts";
import { CLIENT } from "../client-record.ts";
import { flag, members, number, oneOf, optional, text, texts, variants } from "../record.ts";
import { sentJwtShape } from "../sent-jwt.ts";
import { ASSERTION_CLAIMS, type AssertionFacts } from "./assertion.ts";
import {
  ATTESTATION_CLAIMS,
  ATTESTATION_PROOF_CLAIMS,
  type AttestationFacts,
  CHALLENGES,
  INSTANCE_KEYS,
  UNTRUSTED_BECAUSE,
} from "./attestation.ts";
import type { ClientFacts, Earlier } from "./facts.ts";
import { type CertificateFacts, UNREGISTERED, UNTRUSTED } from "./facts.ts";

const NAMES = Object.keys(CERTIFICATE_NAMES) as readonly CertificateName[];

export const CLIENT_FACTS = members<ClientFacts>({
  throttled: optional(number),
  earlier: optional(members<Earlier>({ code: text, title: text, ref: text })),
  method: text,
  clientId: optional(text),
  client: optional(CLIENT),
  gone: optional(flag),
  unusable: optional(DOCUMENT_FAULT),
  secret: variants<ClientFacts["secret"]>({
    absent: {},
    right: {},
    expired: { at: number },
    wrong: { length: number },
  }),
  assertion: optional(
    members<AssertionFacts>({
      jwt: sentJwtShape(ASSERTION_CLAIMS),
      audiences: texts,
      now: number,
      used: optional(flag),
    }),
  ),
  certificate: optional(
    variants<CertificateFacts>({
      right: {},
      untrusted: { because: oneOf(...UNTRUSTED), detail: text },
      "other-name": { name: oneOf(...NAMES), sent: texts, expected: text },
      unregistered: { because: oneOf(...UNREGISTERED), detail: optional(text) },
    }),
  ),
  attestation: optional(
    members<AttestationFacts>({
      jwt: sentJwtShape(ATTESTATION_CLAIMS),
      proof: sentJwtShape(ATTESTATION_PROOF_CLAIMS),
      key: oneOf(...INSTANCE_KEYS),
      jkt: optional(text),
      untrusted: optional(oneOf(...UNTRUSTED_BECAUSE)),
      challenge: optional(oneOf(...CHALLENGES)),
      maxAge: optional(number),
      issuer: text,
      now: number,
      used: optional(flag),
    }),
  ),
});
