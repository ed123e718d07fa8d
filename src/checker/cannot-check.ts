/** Why a check can't begin: the host isn't confirmed, the server can't be reached, or an option is wrong. */
export class CannotCheck extends Error {}
