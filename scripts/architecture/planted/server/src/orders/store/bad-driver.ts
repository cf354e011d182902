// breaks: only-platform-has-drivers
import mysql from 'mysql2/promise';
export const pool = mysql;
