/** Candor behind a proxy with TLS: each fault is found by the requirements that speak of it, and by no other. */
import { CERTIFICATES_AT_CANDOR } from "./candor/certificates.ts";
import { judge } from "./candor/judged.ts";

judge(CERTIFICATES_AT_CANDOR);
