/** Which page is asked for, query included: layouts are not told, and who signs in first wants to come back to it. Our own server writes it. */
export const pageHeader = 'x-concord-page'
