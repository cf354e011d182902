// written beside the server, whose packages it needs
export { row } from '../../server/test/bench/earnings.ts';
