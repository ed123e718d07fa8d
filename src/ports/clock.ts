/** The time, in milliseconds since 1970. Only services read it; decisions get it as an argument. */
export type Clock = () => number;
