/** Faults of registration at Candor: what other servers can do wrong, it can do wrong too. */
import { REGISTRATION as FAULTS } from "../peer-mutants/registration.ts";
import { REGISTRATION_MANAGEMENT } from "../peer-mutants/registration-management.ts";

/** Left out: a token endpoint that knows no client breaks nearly everything here. */
const { "clients that nobody knows": _, ...AT_REGISTRATION } = FAULTS;

export const REGISTRATION = { ...AT_REGISTRATION, ...REGISTRATION_MANAGEMENT };
