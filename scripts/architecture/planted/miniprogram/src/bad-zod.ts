// breaks: phone-has-no-heavy-package
import * as z from 'zod';
export const schema = z;
