/// <reference types="@tarojs/taro" />

declare module '*.css';
declare module '*.png';

/** Server's origin for the mini-program, set at build. */
declare const TARO_APP_API: string;

declare namespace NodeJS {
  interface ProcessEnv {
    /** The platform that is being built for; replaced by its name at build, so that the other's code falls away. */
    readonly TARO_ENV: 'weapp' | 'h5';
    readonly NODE_ENV: 'development' | 'production';
  }
}
