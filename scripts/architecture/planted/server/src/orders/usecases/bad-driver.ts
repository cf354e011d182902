// breaks: only-platform-has-drivers
import Redis from 'ioredis';
export const redis = Redis;
