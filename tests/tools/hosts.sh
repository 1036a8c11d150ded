#!/usr/bin/env bash
# Virtual hosts on this machine: network namespaces NAME1 … NAMEn on one bridge; host I has the address 10.BLOCK.0.I, this machine 10.BLOCK.0.254. Root only.
#   hosts.sh NAME BLOCK up N      makes them (what is left of a run before is removed first)
#   hosts.sh NAME BLOCK down N    removes them
#   hosts.sh NAME BLOCK cut I     nothing comes in or goes out of host I
#   hosts.sh NAME BLOCK half I J  nothing goes from host I to host J (254: to this machine); the other way is open
#   hosts.sh NAME BLOCK heal I    all of host I's cuts are over
# A command runs on host I by: ip netns exec NAMEI COMMAND…
set -euo pipefail

name=$1 net=10.$2.0 verb=$3 host=$4
bridge=${name}br

down() {
  local i
  for i in $(seq "$1"); do ip netns del "$name$i" 2>/dev/null || true; done
  ip link del "$bridge" 2>/dev/null || true
}

up() {
  local i
  ip link add "$bridge" type bridge
  ip link set "$bridge" up
  ip addr add "$net.254/24" dev "$bridge"
  for i in $(seq "$1"); do
    ip netns add "$name$i"
    ip link add "${name}v$i" type veth peer name eth0 netns "$name$i"
    ip link set "${name}v$i" master "$bridge" up
    ip -n "$name$i" addr add "$net.$i/24" dev eth0
    ip -n "$name$i" link set eth0 up
    ip -n "$name$i" link set lo up
  done
}

# rules I: replaces nothing, adds to the table that heal removes.
rules() { ip netns exec "$name$1" nft -f -; }

case $verb in
  up) down "$host" && up "$host" ;;
  down) down "$host" ;;
  cut)
    rules "$host" <<'RULES'
table inet cut {
  chain in { type filter hook input priority 0; iif "eth0" drop; }
  chain out { type filter hook output priority 0; oif "eth0" drop; }
}
RULES
    ;;
  half)
    rules "$host" <<RULES
table inet cut {
  chain half { type filter hook output priority 0; ip daddr $net.$5 drop; }
}
RULES
    ;;
  heal) ip netns exec "$name$host" nft delete table inet cut 2>/dev/null || true ;;
  *) echo "usage: hosts.sh NAME BLOCK up|down N | cut|heal I | half I J" >&2 && exit 2 ;;
esac
