import mysql from 'mysql2';
import Sqlite from 'better-sqlite3';
export const drivers = [mysql, Sqlite];
