/** The time, in milliseconds since 1970. Decisions get it as an argument; only services read it. */
export type Clock = () => number;
